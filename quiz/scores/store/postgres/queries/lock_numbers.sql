-- Nobody else adds a response until the change is whole.
lock table response in share row exclusive mode
