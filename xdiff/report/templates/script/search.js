// search: being written.
