package io.litestream4j.sample;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of notes. */
@Repository
class NotesRepository {

    private final JdbcClient jdbc;

    NotesRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Note add(String text, Instant createdAt) {
        return jdbc.sql("INSERT INTO notes (text, created_at) VALUES (?, ?) RETURNING id, text, created_at")
                .params(text, createdAt.toString())
                .query(NotesRepository::note)
                .single();
    }

    List<Note> newest(int limit) {
        return jdbc.sql("SELECT id, text, created_at FROM notes ORDER BY id DESC LIMIT ?")
                .param(limit)
                .query(NotesRepository::note)
                .list();
    }

    long count() {
        return jdbc.sql("SELECT count(*) FROM notes").query(Long.class).single();
    }

    boolean delete(long id) {
        return jdbc.sql("DELETE FROM notes WHERE id = ?").param(id).update() > 0;
    }

    private static Note note(ResultSet row, int number) throws SQLException {
        return new Note(row.getLong("id"), row.getString("text"), Instant.parse(row.getString("created_at")));
    }
}
