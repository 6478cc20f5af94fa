package io.litestream4j.boot.autoconfigure;

import io.litestream4j.DatabaseOptions;
import io.litestream4j.HazardOptions;
import io.litestream4j.LeaseOptions;
import io.litestream4j.VerificationOptions;
import io.litestream4j.boot.SideFiles;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.PropertyMapper;

/**
 * Turns the settings of one database into the engine's.
 *
 * @param name the name of the {@code DataSource} bean
 * @param properties the database's settings, global ones included
 * @param rootUrl the replica URL for all databases; null if there is none
 * @param replicaFolder folder of the database's own below the replica URL; null if no other database shares the URL
 * @param metaFolder folder of the database's own below the meta path; null if no other database shares that
 */
record DatabaseSettings(
        String name,
        LitestreamProperties properties,
        @Nullable String rootUrl,
        @Nullable String replicaFolder,
        @Nullable String metaFolder) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[^}]*}");

    /**
     * Returns the engine's settings.
     *
     * @param replicaUrl the URL in the properties, which is set
     * @throws InvalidLitestreamPropertyException if a value is out of range
     */
    DatabaseOptions toOptions(Path file, String replicaUrl, ReplicaOptionsFactory replicas) {
        try {
            DurationRanges.check(properties);
            requireKeep(properties.marks().keep());
            DatabaseOptions.Builder options = DatabaseOptions.builder(file, replica(replicaUrl, replicas))
                    .name(name)
                    .monitorInterval(properties.monitorInterval())
                    .checkpointInterval(properties.checkpointInterval())
                    .minCheckpointPageCount(properties.minCheckpointPageCount())
                    .truncatePageN(properties.truncatePageN())
                    .busyTimeout(properties.busyTimeout())
                    .shutdownSyncTimeout(properties.shutdownSyncTimeout())
                    .upkeep(UpkeepOptionsFactory.create(properties))
                    .verification(new VerificationOptions(
                            properties.verification().interval(),
                            properties.verification().mode()))
                    .lease(lease())
                    .onFenced(properties.onFenced())
                    .probe(properties.probe())
                    .hazards(hazards(properties.hazards()))
                    .restore(RestoreOptionsFactory.create(properties.restore()));
            PropertyMapper map = PropertyMapper.get();
            map.from(properties.metaPath()).as(this::ownFolder).to(options::metaPath);
            map.from(properties.syncInterval()).to(options::syncInterval);
            return options.build();
        } catch (IllegalArgumentException e) {
            throw new InvalidLitestreamPropertyException(
                    "A setting of the database '" + name + "' under 'litestream' or 'litestream.databases." + name
                            + "' is not valid: " + e.getMessage(),
                    "Correct the setting.",
                    e);
        }
    }

    /**
     * Returns where the replica is and how to get in.
     *
     * @param replicaUrl the URL in the properties, which is set
     * @throws IllegalArgumentException if the URL is none
     */
    ReplicaOptions replica(String replicaUrl, ReplicaOptionsFactory replicas) {
        return replicas.create(name, replicaUrl(replicaUrl), properties.replica());
    }

    private static void requireKeep(int keep) {
        if (keep < 1) {
            throw new IllegalArgumentException("marks.keep must be at least 1, not " + keep
                    + "; to make no marks, set marks.before-migrations=false");
        }
    }

    /** Returns where the endpoint restores the database in a file to. */
    SideFiles sideFiles(Path file) {
        LitestreamProperties.Restore.SideFile sideFile = properties.restore().sideFile();
        Path directory = sideFile.directory();
        return new SideFiles(
                directory != null ? directory : Objects.requireNonNull(file.getParent()), sideFile.timeout());
    }

    private ReplicaUrl replicaUrl(String text) {
        ReplicaUrl url = NamedSetting.read("replica.url", () -> parse(text));
        return replicaFolder == null ? url : new ReplicaUrl(below(url.uri(), replicaFolder));
    }

    private static ReplicaUrl parse(String text) {
        Matcher placeholder = PLACEHOLDER.matcher(text);
        if (placeholder.find()) {
            throw new IllegalArgumentException(
                    "it holds the placeholder '" + placeholder.group() + "', for which there is no value: set it");
        }
        return ReplicaUrl.parse(text);
    }

    /** Adds a folder to the path of a URL, whose query stays. */
    private static URI below(URI uri, String folder) {
        String text = uri.toString();
        int question = text.indexOf('?');
        String path = question < 0 ? text : text.substring(0, question);
        String query = question < 0 ? "" : text.substring(question);
        return URI.create((path.endsWith("/") ? path : path + "/") + encoded(folder) + query);
    }

    private static String encoded(String folder) {
        try {
            return new URI(null, null, "/" + folder, null).getRawPath().substring(1);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("the name '" + folder + "' cannot be part of a URL", e);
        }
    }

    private Path ownFolder(Path metaPath) {
        return metaFolder == null ? metaPath : metaPath.resolve(metaFolder);
    }

    private LeaseOptions lease() {
        LitestreamProperties.Lease lease = properties.lease();
        LeaseOptions options = new LeaseOptions(lease.mode(), lease.ttl(), lease.patience());
        return options.isRequired() && lease.scope() == LeaseScope.ROOT ? options.sharedAt(leaseRoot()) : options;
    }

    private ReplicaUrl leaseRoot() {
        if (rootUrl == null || rootUrl.isBlank()) {
            throw new IllegalArgumentException(
                    "lease.scope=root needs litestream.replica.url, where the lease lies and below"
                            + " which the replicas of all databases are");
        }
        return NamedSetting.read("replica.url", () -> parse(rootUrl));
    }

    private static HazardOptions hazards(LitestreamProperties.Hazards hazards) {
        return new HazardOptions(hazards.walResetBug(), hazards.networkFileSystem());
    }
}
