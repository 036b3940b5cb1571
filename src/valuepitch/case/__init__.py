"""Model to result: plan, evaluate, scenarios and sensitivity."""
