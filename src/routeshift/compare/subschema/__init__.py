"""Whether one schema covers another: gaps with their places, proofs, counterexamples."""
