package io.litestream4j.cli;

import io.litestream4j.boot.autoconfigure.ApplicationReplica;
import io.litestream4j.boot.autoconfigure.ApplicationReplicas;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.DefaultResourceLoader;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Which replica a command is about. Settings come, in this order, from {@code --option}, from the environment (as for the
 * application: {@code LITESTREAM_REPLICA_ACCESSKEYID}) and from the application's file.
 */
final class ReplicaArguments {

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "URL",
            description =
                    "The replica, for example s3://bucket/app or file:///backup/app; a plain path is a directory.")
    @Nullable
    String url;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The application's settings (application.yml or .properties), in place of a URL.")
    @Nullable
    Path config;

    @Option(
            names = "--profile",
            split = ",",
            paramLabel = "NAME",
            description = "Profiles of the application that are active.")
    List<String> profiles = new ArrayList<>();

    @Option(
            names = "--database",
            paramLabel = "NAME",
            description = "Name of the DataSource bean, if the application has several databases.")
    @Nullable
    String database;

    @Option(
            names = "--option",
            paramLabel = "KEY=VALUE",
            description = "A setting of the replica, such as region=eu-central-1; any below 'litestream.replica'.")
    Map<String, String> options = new LinkedHashMap<>();

    /**
     * Returns the replica.
     *
     * @throws IllegalArgumentException if the arguments or the settings name none, or several
     */
    ApplicationReplica replica() {
        ApplicationReplicas replicas = replicas();
        return replicas.get(database != null ? database : onlyName(replicas));
    }

    private String onlyName(ApplicationReplicas replicas) {
        if (url != null) {
            return ApplicationReplicas.MAIN;
        }
        List<String> names = replicas.names();
        if (names.isEmpty()) {
            throw new IllegalArgumentException(namesNoReplica());
        }
        if (names.size() > 1) {
            throw new IllegalArgumentException("the application has several databases: choose one with --database, of "
                    + String.join(", ", names));
        }
        return names.get(0);
    }

    /** Returns what is wrong with settings in which no database is replicated. */
    String namesNoReplica() {
        return (config == null ? "the URL" : config)
                + " names no replica: 'litestream.replica.url' is not set, or 'enabled' is false, and then --database has to"
                + " name the database";
    }

    /** Returns all replicas that the settings name. */
    ApplicationReplicas replicas() {
        if ((url == null) == (config == null)) {
            throw new IllegalArgumentException(
                    "say which replica: either its URL, or --config with the application's settings");
        }
        ConfigurableEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("command line", given()));
        if (config != null) {
            load(environment, config);
        }
        return new ApplicationReplicas(environment);
    }

    private Map<String, Object> given() {
        Map<String, Object> given = new LinkedHashMap<>();
        options.forEach((name, value) -> {
            ApplicationReplicas.requireSetting(name);
            given.put("litestream.replica." + name, value);
        });
        if (url != null) {
            given.put("litestream.replica.url", withScheme(url));
        }
        return given;
    }

    private static String withScheme(String place) {
        return place.contains("://") || place.startsWith("file:/")
                ? place
                : Path.of(place).toAbsolutePath().normalize().toUri().toString();
    }

    private void load(ConfigurableEnvironment environment, Path file) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("there is no file " + file);
        }
        environment
                .getPropertySources()
                .addLast(new MapPropertySource(
                        "location",
                        Map.of(
                                "spring.config.location",
                                file.toAbsolutePath().toUri().toString())));
        try {
            ConfigDataEnvironmentPostProcessor.applyTo(
                    environment, new DefaultResourceLoader(), null, profiles.toArray(String[]::new));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
