"""The word that a negation or hedge bears on."""
