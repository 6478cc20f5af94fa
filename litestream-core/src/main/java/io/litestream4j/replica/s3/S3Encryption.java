package io.litestream4j.replica.s3;

import io.litestream4j.replica.ReplicaOptions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/** How the service encrypts objects. */
sealed interface S3Encryption {

    /** As the bucket says. */
    record Default() implements S3Encryption {}

    /**
     * With a key of the service's key management (SSE-KMS).
     *
     * @param keyId the key's ID or ARN
     */
    record KmsKey(String keyId) implements S3Encryption {}

    /**
     * With a key that goes along with each request (SSE-C).
     *
     * @param algorithm always {@code AES256} so far
     * @param key 32 bytes in base64; secret
     * @param md5 the MD5 of the 32 bytes in base64
     */
    record CustomerKey(String algorithm, String key, String md5) implements S3Encryption {

        @Override
        public String toString() {
            return "CustomerKey[" + algorithm + ", ***]";
        }
    }

    /**
     * Reads the settings {@code sse-kms-key-id}, or {@code sse-customer-key}, {@code sse-customer-algorithm} and
     * {@code sse-customer-key-md5}.
     *
     * @throws IllegalArgumentException if something is missing or wrong
     */
    static S3Encryption of(ReplicaOptions options, S3Location location) {
        Optional<String> kms = options.text("sse-kms-key-id");
        Optional<String> customer = options.text("sse-customer-key");
        if (kms.isPresent() && customer.isPresent()) {
            throw new IllegalArgumentException("sse-kms-key-id and sse-customer-key exclude each other");
        }
        if (customer.isEmpty()
                && (options.text("sse-customer-algorithm").isPresent()
                        || options.text("sse-customer-key-md5").isPresent())) {
            throw new IllegalArgumentException("sse-customer-key is missing");
        }
        if (customer.isPresent() && !location.isConfidential()) {
            throw new IllegalArgumentException("sse-customer-key would be sent in the clear: use an https endpoint");
        }
        return customer.<S3Encryption>map(key -> customerKey(key, options))
                .or(() -> kms.map(KmsKey::new))
                .orElseGet(Default::new);
    }

    private static CustomerKey customerKey(String key, ReplicaOptions options) {
        String algorithm = options.text("sse-customer-algorithm").orElse("AES256");
        if (!algorithm.equals("AES256")) {
            throw new IllegalArgumentException("sse-customer-algorithm must be AES256");
        }
        String computed = Base64.getEncoder().encodeToString(md5(bytes(key)));
        if (!options.text("sse-customer-key-md5").orElse(computed).equals(computed)) {
            throw new IllegalArgumentException("sse-customer-key-md5 is not the MD5 of sse-customer-key");
        }
        return new CustomerKey(algorithm, key, computed);
    }

    private static byte[] bytes(String key) {
        try {
            byte[] bytes = Base64.getDecoder().decode(key);
            if (bytes.length == 32) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // Said below, without the cause: its message may show a piece of the key.
        }
        throw new IllegalArgumentException("sse-customer-key must be 32 bytes in base64");
    }

    private static byte[] md5(byte[] bytes) {
        try {
            return MessageDigest.getInstance("MD5").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
