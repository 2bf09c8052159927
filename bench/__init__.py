"""`make bench`: how fast this machine is at what people wait for. Prints; asserts nothing."""
