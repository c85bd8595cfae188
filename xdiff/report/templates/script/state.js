// state: being written.
