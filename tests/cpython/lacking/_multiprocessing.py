"""In the place of the C half of multiprocessing, whose presence test files ask for."""
