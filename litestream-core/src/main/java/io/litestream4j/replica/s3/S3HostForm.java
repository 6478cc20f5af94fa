package io.litestream4j.replica.s3;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the host of a replica URL says: {@code s3://HOST/path} takes a bucket, the host name of a bucket at a provider, or an
 * access point's ARN, which reaches into the path.
 *
 * @param bucket the bucket, or the access point's ARN
 * @param path what follows the bucket, without slashes at its ends; may be empty
 * @param region the region, if the host names one
 * @param endpoint the service's address, if it is not Amazon's
 * @param pathStyle whether the service wants the bucket in the path, as far as the host tells
 */
record S3HostForm(
        String bucket,
        String path,
        @Nullable String region,
        @Nullable String endpoint,
        boolean pathStyle) {

    private static final Pattern ACCESS_POINT = Pattern.compile("arn:aws[a-z-]*:s3:([^:]+):[^:]+:accesspoint");
    private static final Pattern BUCKET_AND_PORT = Pattern.compile("([^.:]+)\\.([^:]+:\\d+)");

    private static final List<Provider> PROVIDERS = List.of(
            new Provider("(?<bucket>.+)\\.s3(\\.(?<region>[^.]+))?\\.amazonaws\\.com", null, false),
            new Provider(
                    "(?<bucket>.+)\\.(?<region>[^.]+)\\.digitaloceanspaces\\.com",
                    "https://%s.digitaloceanspaces.com",
                    false),
            new Provider(
                    "(?<bucket>.+)\\.s3\\.(?<region>[^.]+)\\.backblazeb2\\.com", "https://s3.%s.backblazeb2.com", true),
            new Provider("(?<bucket>.+)\\.s3(?<region>)\\.filebase\\.com", "https://s3.filebase.com", true),
            new Provider("(?<bucket>.+)\\.s3\\.(?<region>[^.]+)\\.scw\\.cloud", "https://s3.%s.scw.cloud", false));

    /**
     * Reads a URL's host and path.
     *
     * @throws IllegalArgumentException if there is no bucket in it
     */
    static S3HostForm of(@Nullable String host, String path) {
        if (host == null || host.isEmpty()) {
            throw new IllegalArgumentException("S3 replica URL names no bucket: expected s3://bucket/path");
        }
        if (host.contains("@")) {
            throw new IllegalArgumentException(
                    "S3 replica URL must not hold credentials: use the settings access-key-id"
                            + " and secret-access-key, or the environment");
        }
        Matcher accessPoint = ACCESS_POINT.matcher(host);
        if (accessPoint.matches()) {
            return accessPoint(host, trim(path), accessPoint.group(1));
        }
        return bucket(host, trim(path));
    }

    private static S3HostForm accessPoint(String arn, String path, String region) {
        String[] nameAndPath = path.split("/", 2);
        if (nameAndPath[0].isEmpty()) {
            throw new IllegalArgumentException("S3 replica URL names no access point: expected " + arn + "/name/path");
        }
        return new S3HostForm(
                arn + "/" + nameAndPath[0], nameAndPath.length == 1 ? "" : trim(nameAndPath[1]), region, null, false);
    }

    private static S3HostForm bucket(String host, String path) {
        String lower = host.toLowerCase(Locale.ROOT);
        for (Provider provider : PROVIDERS) {
            Matcher matcher = provider.host().matcher(lower);
            if (matcher.matches()) {
                return provider.form(matcher, path);
            }
        }
        Matcher port = BUCKET_AND_PORT.matcher(host);
        if (port.matches() && !lower.contains(".com")) {
            return new S3HostForm(port.group(1), path, null, "http://" + port.group(2), true);
        }
        if (host.contains(":")) {
            throw new IllegalArgumentException("S3 replica URL names the host '" + host
                    + "' instead of a bucket: expected s3://bucket/path?endpoint=" + host);
        }
        return new S3HostForm(host, path, null, null, false);
    }

    private static String trim(String path) {
        int begin = 0;
        int end = path.length();
        while (begin < end && path.charAt(begin) == '/') {
            begin++;
        }
        while (end > begin && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(begin, end);
    }

    /**
     * How a provider names the hosts of buckets.
     *
     * @param host with the groups {@code bucket} and {@code region}
     * @param endpoint with a place for the region; null for Amazon's own
     */
    private record Provider(Pattern host, @Nullable String endpoint, boolean pathStyle) {

        Provider(String host, @Nullable String endpoint, boolean pathStyle) {
            this(Pattern.compile(host), endpoint, pathStyle);
        }

        S3HostForm form(Matcher matcher, String path) {
            String found = matcher.group("region");
            String region = found == null || found.isEmpty() ? null : found;
            String address = endpoint == null ? null : String.format(Locale.ROOT, endpoint, region);
            return new S3HostForm(matcher.group("bucket"), path, region, address, pathStyle);
        }
    }
}
