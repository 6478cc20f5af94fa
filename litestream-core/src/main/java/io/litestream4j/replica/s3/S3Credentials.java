package io.litestream4j.replica.s3;

import io.litestream4j.replica.ReplicaOptions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the keys for the service come from. */
sealed interface S3Credentials {

    /** From where the AWS SDK looks: environment, profiles, web identity, container, machine; always the newest ones. */
    record Chain() implements S3Credentials {}

    /**
     * From a profile of the AWS configuration files, which are read again when they change.
     *
     * @param name the profile's name
     */
    record Profile(String name) implements S3Credentials {}

    /**
     * Keys that stay the same.
     *
     * @param accessKeyId the key's ID
     * @param secretAccessKey the key; secret
     * @param sessionToken goes with temporary keys; secret
     */
    record Keys(
            String accessKeyId,
            String secretAccessKey,
            @Nullable String sessionToken) implements S3Credentials {

        @Override
        public String toString() {
            return "Keys[***]";
        }
    }

    /**
     * Temporary keys of a role, renewed before they expire.
     *
     * @param arn the role
     * @param base the keys that may take the role
     */
    record Role(String arn, S3Credentials base) implements S3Credentials {}

    /**
     * Reads the settings {@code access-key-id}, {@code secret-access-key}, {@code session-token}, {@code profile} and
     * {@code role-arn}. Without keys and profile, {@code LITESTREAM_ACCESS_KEY_ID} and {@code LITESTREAM_SECRET_ACCESS_KEY}
     * count if the environment has no {@code AWS_ACCESS_KEY_ID}.
     *
     * @throws IllegalArgumentException if half of a key is missing
     */
    static S3Credentials of(ReplicaOptions options, Environment environment) {
        S3Credentials base = keys(
                        options.text("access-key-id").orElse(null),
                        options.text("secret-access-key").orElse(null),
                        options.text("session-token").orElse(null),
                        "access-key-id and secret-access-key")
                .or(() -> options.text("profile").map(Profile::new))
                .or(() -> litestreamKeys(environment))
                .orElseGet(Chain::new);
        return options.text("role-arn")
                .<S3Credentials>map(arn -> new Role(arn, base))
                .orElse(base);
    }

    private static Optional<S3Credentials> litestreamKeys(Environment environment) {
        if (environment.get("AWS_ACCESS_KEY_ID") != null) {
            return Optional.empty();
        }
        return keys(
                environment.get("LITESTREAM_ACCESS_KEY_ID"),
                environment.get("LITESTREAM_SECRET_ACCESS_KEY"),
                null,
                "LITESTREAM_ACCESS_KEY_ID and LITESTREAM_SECRET_ACCESS_KEY");
    }

    private static Optional<S3Credentials> keys(
            @Nullable String id, @Nullable String secret, @Nullable String token, String names) {
        if (id == null && secret == null && token == null) {
            return Optional.empty();
        }
        if (id == null || secret == null) {
            throw new IllegalArgumentException(names + " go together: one of them is missing");
        }
        return Optional.of(new Keys(id, secret, token));
    }
}
