"""Facts and the rules about them: domain, models, services, queries, counting, exchange, jobs."""
