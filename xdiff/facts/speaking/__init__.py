"""Who says what in a sentence: quoted and reported speech, with cues."""
