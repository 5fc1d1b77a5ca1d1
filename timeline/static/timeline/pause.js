// Empty on purpose: a browser that reads a very long page stops here, so that no task of it is long.
