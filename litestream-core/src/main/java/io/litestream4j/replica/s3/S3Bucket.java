package io.litestream4j.replica.s3;

import io.litestream4j.replica.ReplicaUrl;
import java.util.concurrent.Executor;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A replica's place in a service, and how to talk to it: what every kind of request needs.
 *
 * @param url the replica, for messages
 * @param client the AWS SDK's client
 * @param location where the replica is
 * @param settings how requests are made
 * @param requests makes requests
 * @param failures sends them and explains failures
 * @param executor runs requests that are made at the same time
 */
record S3Bucket(
        ReplicaUrl url,
        S3Client client,
        S3Location location,
        S3Settings settings,
        S3Requests requests,
        S3Failures failures,
        Executor executor) {

    static S3Bucket of(ReplicaUrl url, S3Client client, S3Location location, S3Settings settings, Executor executor) {
        return new S3Bucket(
                url,
                client,
                location,
                settings,
                new S3Requests(location, settings),
                new S3Failures(url, location.bucket()),
                executor);
    }

    String name() {
        return location.bucket();
    }
}
