package io.litestream4j.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the notes application. */
@SpringBootApplication
public class NotesApplication {

    /** Starts with the given command line, for example {@code --app.data-dir=/var/lib/notes}. */
    public static void main(String[] args) {
        application().run(args);
    }

    static SpringApplication application() {
        SpringApplication application = new SpringApplication(NotesApplication.class);
        application.addInitializers(NotesApplication::createDataDirectory);
        return application;
    }

    /** SQLite creates files, but not the directories that they are in. */
    private static void createDataDirectory(ConfigurableApplicationContext context) {
        Path directory = Path.of(context.getEnvironment().getRequiredProperty("app.data-dir"));
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create the data directory " + directory, e);
        }
    }
}
