// The test of half() would stand here.
