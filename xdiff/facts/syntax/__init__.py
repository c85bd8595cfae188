"""Words, quotation marks, verbs and phrases of one sentence, as spans."""
