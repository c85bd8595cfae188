// decisions: being written.
