"""The only room that knows SQL: tables, repositories, the unit of work, and the server itself."""
