// keys: being written.
