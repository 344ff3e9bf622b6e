"""Everything that proves the project; see suites/, generator/, sandbox/ and sandbox_test/."""
