package io.litestream4j.replica.s3;

import io.litestream4j.replica.ReplicaOptions;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where a replica is.
 *
 * @param bucket the bucket, or the access point's ARN
 * @param path what the keys begin with, without slashes at its ends; may be empty
 * @param region the region to sign for; a wrong one is corrected by Amazon, other services have their own rules
 * @param endpoint the service's address; null for Amazon's own
 * @param pathStyle whether the bucket goes into the path rather than the host
 * @param provider whose service it is
 */
record S3Location(
        String bucket, String path, String region, @Nullable URI endpoint, boolean pathStyle, S3Provider provider) {

    private static final String DEFAULT_REGION = "us-east-1";

    /**
     * Reads a URL and the settings {@code endpoint}, {@code region} and {@code force-path-style}.
     *
     * @throws IllegalArgumentException if something is missing or wrong
     */
    static S3Location of(ReplicaOptions options, Environment environment) {
        URI uri = options.url().uri();
        S3HostForm host = S3HostForm.of(uri.getAuthority(), uri.getPath());
        String named = options.text("endpoint").orElse(null);
        String address = named != null ? named : host.endpoint();
        if (address == null) {
            address = environment.get("LITESTREAM_S3_ENDPOINT");
        }
        URI endpoint = address == null ? null : S3Endpoint.parse(address);
        S3Provider provider = S3Provider.of(endpoint);
        // An address that somebody wrote down is one server's; those that host forms stand for know their buckets'
        // hosts.
        boolean pathStyle = host.endpoint() == null || named != null ? endpoint != null : host.pathStyle();
        return new S3Location(
                host.bucket(),
                host.path(),
                options.text("region").orElseGet(() -> region(host, endpoint, environment)),
                endpoint,
                options.flag("force-path-style", provider.needsPathStyle() || pathStyle),
                provider);
    }

    private static String region(S3HostForm host, @Nullable URI endpoint, Environment environment) {
        if (host.region() != null) {
            return host.region();
        }
        String configured = environment.get("AWS_REGION");
        return endpoint != null || configured == null ? DEFAULT_REGION : configured;
    }

    /** Returns whether the way to the service is encrypted, or stays on this machine or in a private network. */
    boolean isConfidential() {
        return endpoint == null || endpoint.getScheme().equals("https") || S3Endpoint.isPrivate(endpoint.getHost());
    }

    /** Returns the key of a side object. */
    String key(String name) {
        return path.isEmpty() ? name : path + "/" + name;
    }
}
