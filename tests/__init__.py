"""Everything that proves the project; see lib/, cli/, generator/, sandbox/ and sandbox_test/."""
