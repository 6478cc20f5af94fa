package io.litestream4j.boot.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where the replica is and how to get in. Names are Litestream's, in kebab-case; most of them are for one kind of store,
 * which ignores the others. What is not set is taken from the URL's query, then from the library's own sources, such as
 * the environment.
 *
 * @param url URL of the replica, for example 'file:///backup/app.db' or 's3://bucket/app'. Replication is off without it.
 * @param clientBean Name of the application's own client bean to use. By default it is the only one of its type, and
 *         none if a setting says how to connect.
 * @param connectTimeout How long to wait for a connection to the store.
 * @param requestTimeout How long one request to the store may take.
 * @param maxAttempts How often a request to the store is tried before it counts as failed.
 * @param concurrency Number of parts of a large file that are sent at the same time.
 * @param partSize Size of the parts in which large files are sent.
 * @param ssl Trust and keys for TLS.
 * @param accessKeyId S3: access key.
 * @param secretAccessKey S3: secret of the access key.
 * @param sessionToken S3: session token of temporary credentials.
 * @param profile S3: profile in the AWS configuration files.
 * @param roleArn S3: role to assume.
 * @param region S3: region of the bucket.
 * @param endpoint S3, Azure, Google: URL of the service. The default is the vendor's own.
 * @param forcePathStyle S3: whether the bucket is in the path rather than in the host name.
 * @param skipVerify Whether to accept every TLS certificate, for tests only.
 * @param signPayload S3: whether requests are signed together with their content.
 * @param conditionalWrites S3: whether the service keeps to the conditions of writes. If not, we look before each write.
 * @param requireContentMd5 S3: whether deletions carry an MD5 of their content.
 * @param storageClass S3, Google: storage class of new objects. Azure: their access tier.
 * @param sseCustomerAlgorithm S3: algorithm of encryption with a key of your own (SSE-C).
 * @param sseCustomerKey S3: key of 32 bytes for SSE-C, in base64.
 * @param sseCustomerKeyMd5 S3: MD5 of the SSE-C key. The default is computed.
 * @param sseKmsKeyId S3: key for encryption by the store's key management (SSE-KMS).
 * @param accountName Azure: storage account.
 * @param accountKey Azure: key of the storage account.
 * @param sasToken Azure: shared access signature, which comes before the account key.
 * @param username SFTP, WebDAV, NATS: user, if it is not in the URL.
 * @param password SFTP, WebDAV, NATS: password, if it is not in the URL.
 * @param hostKey SFTP: public key that the server must show, as in a line of 'known_hosts'.
 * @param knownHosts SFTP: file with the public keys of servers.
 * @param insecureHostKey SFTP: whether to accept every server, for tests only.
 * @param keyPath SFTP: file with the private key.
 * @param keyPassphrase SFTP: passphrase of the private key.
 * @param agent SFTP: whether the SSH agent is asked for keys.
 * @param agentSocket SFTP: socket of the SSH agent. The default is in the environment, as SSH_AUTH_SOCK.
 * @param keepAlive SFTP: how often an idle connection is used, so that nobody on the way drops it.
 * @param tls NATS: whether the connection is encrypted.
 * @param token NATS: token.
 * @param creds NATS: file with JWT and seed.
 * @param jwt NATS: JWT of the user.
 * @param seed NATS: seed of the user's key.
 * @param createBucket NATS: whether to create a bucket that is missing.
 */
public record ReplicaProperties(
        @Nullable String url,
        @Nullable String clientBean,
        @Nullable Duration connectTimeout,
        @Nullable Duration requestTimeout,
        @Nullable Integer maxAttempts,
        @Nullable Integer concurrency,
        @Nullable DataSize partSize,
        @DefaultValue Ssl ssl,
        @Nullable String accessKeyId,
        @Nullable String secretAccessKey,
        @Nullable String sessionToken,
        @Nullable String profile,
        @Nullable String roleArn,
        @Nullable String region,
        @Nullable String endpoint,
        @Nullable Boolean forcePathStyle,
        @Nullable Boolean skipVerify,
        @Nullable Boolean signPayload,
        @Nullable Boolean conditionalWrites,
        @Nullable Boolean requireContentMd5,
        @Nullable String storageClass,
        @Nullable String sseCustomerAlgorithm,
        @Nullable String sseCustomerKey,
        @Nullable String sseCustomerKeyMd5,
        @Nullable String sseKmsKeyId,
        @Nullable String accountName,
        @Nullable String accountKey,
        @Nullable String sasToken,
        @Nullable String username,
        @Nullable String password,
        @Nullable String hostKey,
        @Nullable Path knownHosts,
        @Nullable Boolean insecureHostKey,
        @Nullable Path keyPath,
        @Nullable String keyPassphrase,
        @Nullable Boolean agent,
        @Nullable Path agentSocket,
        @Nullable Duration keepAlive,
        @Nullable Boolean tls,
        @Nullable String token,
        @Nullable Path creds,
        @Nullable String jwt,
        @Nullable String seed,
        @Nullable Boolean createBucket) {

    /** Hides everything: most of it may be secret. */
    @Override
    public String toString() {
        return url == null ? "Replica[none]" : "Replica[***]";
    }

    /**
     * Trust and keys for TLS.
     *
     * @param bundle Name of the SSL bundle. The default is the JVM's own trust.
     */
    public record Ssl(@Nullable String bundle) {}
}
