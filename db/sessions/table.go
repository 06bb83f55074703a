package sessions

// Table is where sessions are kept in PostgreSQL.
const Table = "session_entries"
