package io.litestream4j.sample;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Instant;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The notes over HTTP. */
@RestController
@RequestMapping("/notes")
class NotesController {

    private final NotesRepository notes;

    NotesController(NotesRepository notes) {
        this.notes = notes;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Note add(@RequestBody @Valid NewNote note) {
        return notes.add(note.text(), Instant.now());
    }

    @GetMapping
    List<Note> newest(@RequestParam(defaultValue = "50") @Min(1) @Max(1000) int limit) {
        return notes.newest(limit);
    }

    @GetMapping("/count")
    NoteCount count() {
        return new NoteCount(notes.count());
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(@PathVariable long id) {
        return notes.delete(id)
                ? ResponseEntity.noContent().build()
                : ResponseEntity.notFound().build();
    }

    record NewNote(@NotBlank String text) {}

    record NoteCount(long count) {}
}
