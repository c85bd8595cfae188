// review: being written.
