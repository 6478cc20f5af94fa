package io.litestream4j.replica.s3;

import io.litestream4j.replica.ReplicaTimestamp;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/** Puts into requests what all of their kind have: the bucket, how to encrypt, and what Litestream writes beside the bytes. */
final class S3Requests {

    /** Metadata that holds the LTX time. */
    static final String TIMESTAMP = "litestream-timestamp";

    private static final String NOTHING_THERE = "*";

    private static final String CONTENT_TYPE = "application/octet-stream";

    private final String bucket;
    private final @Nullable String ifNoneMatch;
    private final @Nullable String storageClass;
    private final @Nullable String kmsKey;
    private final @Nullable ServerSideEncryption kms;
    private final @Nullable String algorithm;
    private final @Nullable String key;
    private final @Nullable String md5;

    S3Requests(S3Location location, S3Settings settings) {
        S3Encryption encryption = settings.encryption();
        S3Encryption.CustomerKey customer = encryption instanceof S3Encryption.CustomerKey found ? found : null;
        this.bucket = location.bucket();
        this.ifNoneMatch = settings.conditionalWrites() ? NOTHING_THERE : null;
        this.storageClass = settings.storageClass();
        this.kmsKey = encryption instanceof S3Encryption.KmsKey found ? found.keyId() : null;
        this.kms = kmsKey == null ? null : ServerSideEncryption.AWS_KMS;
        this.algorithm = customer == null ? null : customer.algorithm();
        this.key = customer == null ? null : customer.key();
        this.md5 = customer == null ? null : customer.md5();
    }

    private static Map<String, String> metadata(Instant created) {
        return Map.of(TIMESTAMP, ReplicaTimestamp.format(created));
    }

    private PutObjectRequest.Builder put(String object, long size) {
        return PutObjectRequest.builder()
                .bucket(bucket)
                .key(object)
                .contentType(CONTENT_TYPE)
                .contentLength(size)
                .serverSideEncryption(kms)
                .ssekmsKeyId(kmsKey)
                .sseCustomerAlgorithm(algorithm)
                .sseCustomerKey(key)
                .sseCustomerKeyMD5(md5);
    }

    PutObjectRequest putSideObject(String object, long size) {
        return put(object, size).ifNoneMatch(ifNoneMatch).build();
    }

    PutObjectRequest replaceSideObject(String object, long size, String version) {
        return put(object, size).ifMatch(ifNoneMatch == null ? null : version).build();
    }

    PutObjectRequest putFile(String object, long size, Instant created) {
        return put(object, size)
                .storageClass(storageClass)
                .metadata(metadata(created))
                .ifNoneMatch(ifNoneMatch)
                .build();
    }

    CreateMultipartUploadRequest beginFile(String object, Instant created) {
        return CreateMultipartUploadRequest.builder()
                .bucket(bucket)
                .key(object)
                .contentType(CONTENT_TYPE)
                .storageClass(storageClass)
                .metadata(metadata(created))
                .serverSideEncryption(kms)
                .ssekmsKeyId(kmsKey)
                .sseCustomerAlgorithm(algorithm)
                .sseCustomerKey(key)
                .sseCustomerKeyMD5(md5)
                .build();
    }

    UploadPartRequest part(String object, String upload, int number, long size) {
        return UploadPartRequest.builder()
                .bucket(bucket)
                .key(object)
                .uploadId(upload)
                .partNumber(number)
                .contentLength(size)
                .sseCustomerAlgorithm(algorithm)
                .sseCustomerKey(key)
                .sseCustomerKeyMD5(md5)
                .build();
    }

    CompleteMultipartUploadRequest.Builder complete(String object, String upload) {
        return CompleteMultipartUploadRequest.builder()
                .bucket(bucket)
                .key(object)
                .uploadId(upload)
                .ifNoneMatch(ifNoneMatch)
                .sseCustomerAlgorithm(algorithm)
                .sseCustomerKey(key)
                .sseCustomerKeyMD5(md5);
    }

    GetObjectRequest.Builder get(String object) {
        return GetObjectRequest.builder()
                .bucket(bucket)
                .key(object)
                .sseCustomerAlgorithm(algorithm)
                .sseCustomerKey(key)
                .sseCustomerKeyMD5(md5);
    }

    HeadObjectRequest head(String object) {
        return HeadObjectRequest.builder()
                .bucket(bucket)
                .key(object)
                .sseCustomerAlgorithm(algorithm)
                .sseCustomerKey(key)
                .sseCustomerKeyMD5(md5)
                .build();
    }
}
