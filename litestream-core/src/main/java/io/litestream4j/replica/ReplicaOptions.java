package io.litestream4j.replica;

import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A replica's URL and what else a client needs to know: settings, the application's own client, trust and keys.
 *
 * <p>Settings have Litestream's names in kebab-case, for example {@code force-path-style}. A parameter of the URL's query,
 * in kebab-case or in camelCase, comes before a setting of the same name. Values may be secrets: {@link #toString()} shows
 * none. Immutable; equal if everything in them is.
 */
public final class ReplicaOptions {

    /** Some clients count milliseconds in an int. */
    private static final Duration LONGEST = Duration.ofDays(24);

    private static final Executor CALLING_THREAD = Runnable::run;
    private static final Pattern WORD_START = Pattern.compile("([a-z0-9])([A-Z])");
    private static final Pattern SHORT_DURATION = Pattern.compile("(\\d+)(ms|s|m|h)");
    private static final Pattern BYTES = Pattern.compile("(\\d+)\\s*(|B|KB|KiB|MB|MiB|GB|GiB)");

    private final ReplicaUrl url;
    private final Map<String, String> settings;
    private final Map<Class<?>, Object> clients;
    private final @Nullable SSLContext sslContext;
    private final Executor executor;
    private final @Nullable Path database;

    private ReplicaOptions(
            ReplicaUrl url,
            Map<String, String> settings,
            Map<Class<?>, Object> clients,
            @Nullable SSLContext sslContext,
            Executor executor,
            @Nullable Path database) {
        this.url = url;
        this.settings = settings;
        this.clients = clients;
        this.sslContext = sslContext;
        this.executor = executor;
        this.database = database;
    }

    /** Returns a URL without further settings. */
    public static ReplicaOptions of(ReplicaUrl url) {
        return new ReplicaOptions(url, parameters(url), Map.of(), null, CALLING_THREAD, null);
    }

    private static Map<String, String> parameters(ReplicaUrl url) {
        Map<String, String> parameters = new LinkedHashMap<>();
        url.parameters().forEach((name, value) -> parameters.putIfAbsent(kebab(name), value));
        return Collections.unmodifiableMap(parameters);
    }

    private static String kebab(String name) {
        return WORD_START.matcher(name).replaceAll("$1-$2").toLowerCase(Locale.ROOT);
    }

    /** Returns these options with settings, which do not replace those that are known already. */
    public ReplicaOptions withSettings(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        more.forEach((name, value) -> all.putIfAbsent(kebab(name), value));
        return new ReplicaOptions(url, Collections.unmodifiableMap(all), clients, sslContext, executor, database);
    }

    /** Returns these options, those of the former URL's query included, for another place in the same store. */
    public ReplicaOptions at(ReplicaUrl place) {
        return new ReplicaOptions(place, settings, clients, sslContext, executor, database);
    }

    /** Returns whether others lead to the same store in the same way: settings and clients are equal, wherever it is there. */
    public boolean hasAccessOf(ReplicaOptions other) {
        return settings.equals(other.settings) && clients.equals(other.clients);
    }

    /** Returns these options with a client of the application, which is used instead of a new one and never closed. */
    public <T> ReplicaOptions withClient(Class<T> type, T client) {
        Map<Class<?>, Object> all = new LinkedHashMap<>(clients);
        all.put(type, client);
        return new ReplicaOptions(url, settings, Collections.unmodifiableMap(all), sslContext, executor, database);
    }

    /** Returns these options with trust and keys for TLS. */
    public ReplicaOptions withSslContext(SSLContext context) {
        return new ReplicaOptions(url, settings, clients, context, executor, database);
    }

    /**
     * Returns these options with an executor for requests that a client makes at the same time, for example for the parts of
     * a large file. It has to begin every task soon.
     */
    public ReplicaOptions withExecutor(Executor requests) {
        return new ReplicaOptions(url, settings, clients, sslContext, requests, database);
    }

    /** Returns these options with the database that is replicated. */
    public ReplicaOptions withDatabase(Path path) {
        return new ReplicaOptions(url, settings, clients, sslContext, executor, path);
    }

    /** Returns the URL. */
    public ReplicaUrl url() {
        return url;
    }

    /** Returns the application's own client of a type. */
    public <T> Optional<T> client(Class<T> type) {
        return Optional.ofNullable(clients.get(type)).map(type::cast);
    }

    /** Returns trust and keys for TLS; empty for the JVM's own. With the setting {@code skip-verify} everybody is trusted. */
    public Optional<SSLContext> sslContext() {
        return flag("skip-verify", false) ? Optional.of(AnyCertificate.sslContext()) : Optional.ofNullable(sslContext);
    }

    /** Returns what runs requests that are made at the same time; by default they are made one after the other. */
    public Executor executor() {
        return executor;
    }

    /** Returns the database that is replicated, whose permissions a replica in a directory takes over; empty if not known. */
    public Optional<Path> database() {
        return Optional.ofNullable(database);
    }

    /** Returns a setting; an empty one counts as absent. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(settings.get(name)).filter(value -> !value.isEmpty());
    }

    /** Returns whether a setting is true: {@code true}, {@code 1}, {@code t} or {@code yes}, in any case. */
    public boolean flag(String name, boolean defaultValue) {
        return text(name)
                .map(value -> switch (value.toLowerCase(Locale.ROOT)) {
                    case "true", "1", "t", "yes" -> true;
                    default -> false;
                })
                .orElse(defaultValue);
    }

    /**
     * Returns a whole number of 1 or more.
     *
     * @throws IllegalArgumentException if it is not one; the message names the setting
     */
    public int count(String name, int defaultValue) {
        return text(name).map(value -> parseCount(name, value)).orElse(defaultValue);
    }

    private static int parseCount(String name, String value) {
        try {
            int count = Integer.parseInt(value);
            if (count >= 1) {
                return count;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(name + " must be a whole number of 1 or more, not '" + value + "'");
    }

    /**
     * Returns a number of bytes, written as {@code 5242880}, {@code 5MB} or {@code 5MiB}; both count 1024 × 1024.
     *
     * @throws IllegalArgumentException if it is not one; the message names the setting
     */
    public long bytes(String name, long defaultValue) {
        return text(name).map(value -> parseBytes(name, value)).orElse(defaultValue);
    }

    private static long parseBytes(String name, String value) {
        Matcher matcher = BYTES.matcher(value);
        if (!matcher.matches() || matcher.group(1).length() > 12) {
            throw new IllegalArgumentException(name + " must be a number of bytes such as 5MB, not '" + value + "'");
        }
        int shift =
                switch (matcher.group(2)) {
                    case "KB", "KiB" -> 10;
                    case "MB", "MiB" -> 20;
                    case "GB", "GiB" -> 30;
                    default -> 0;
                };
        return Long.parseLong(matcher.group(1)) << shift;
    }

    /**
     * Returns a positive duration of at most 24 days, written as {@code 500ms}, {@code 10s}, {@code 5m}, {@code 1h} or in
     * ISO-8601.
     *
     * @throws IllegalArgumentException if it is not one; the message names the setting
     */
    public Duration duration(String name, Duration defaultValue) {
        return text(name).map(value -> parseDuration(name, value)).orElse(defaultValue);
    }

    private static Duration parseDuration(String name, String value) {
        Matcher matcher = SHORT_DURATION.matcher(value);
        try {
            Duration duration = Duration.parse(matcher.matches() ? iso(matcher) : value);
            if (!duration.isNegative() && !duration.isZero() && duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException | NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(name + " must be a positive duration such as 10s, of at most "
                + LONGEST.toDays() + " days, not '" + value + "'");
    }

    private static String iso(Matcher matcher) {
        String number = matcher.group(1);
        return switch (matcher.group(2)) {
            case "ms" ->
                "PT" + Long.parseLong(number) / 1000 + "."
                        + String.format(Locale.ROOT, "%03d", Long.parseLong(number) % 1000) + "S";
            case "s" -> "PT" + number + "S";
            case "m" -> "PT" + number + "M";
            default -> "PT" + number + "H";
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ReplicaOptions options
                && url.equals(options.url)
                && settings.equals(options.settings)
                && clients.equals(options.clients)
                && Objects.equals(sslContext, options.sslContext)
                && executor.equals(options.executor)
                && Objects.equals(database, options.database);
    }

    @Override
    public int hashCode() {
        return Objects.hash(url, settings, clients, sslContext, executor, database);
    }

    @Override
    public String toString() {
        return url.toString();
    }
}
