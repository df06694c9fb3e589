"""The project: storage, jobs, search, suggestions and term extraction, without Qt."""
