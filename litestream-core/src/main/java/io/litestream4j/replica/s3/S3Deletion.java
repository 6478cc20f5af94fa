package io.litestream4j.replica.s3;

import java.io.IOException;
import java.util.List;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;

/**
 * Deletes objects, many in one request.
 *
 * @param bucket where they are
 */
record S3Deletion(S3Bucket bucket) {

    /** Most keys that S3 takes in one request. */
    private static final int BATCH = 1_000;

    /** Deletes objects; those that are missing are fine. Nothing is sent for none. */
    void delete(List<String> keys) throws IOException {
        for (int i = 0; i < keys.size(); i += BATCH) {
            deleteBatch(keys.subList(i, Math.min(i + BATCH, keys.size())));
        }
    }

    private void deleteBatch(List<String> keys) throws IOException {
        DeleteObjectsResponse response = bucket.failures()
                .call(S3Action.DELETE, keys.get(0), () -> bucket.client().deleteObjects(request(keys)));
        List<S3Error> errors = response.errors().stream()
                .filter(error -> !"NoSuchKey".equals(error.code()))
                .toList();
        if (!errors.isEmpty()) {
            throw failed(errors, keys.size());
        }
    }

    private DeleteObjectsRequest request(List<String> keys) {
        DeleteObjectsRequest.Builder request = DeleteObjectsRequest.builder()
                .bucket(bucket.name())
                .delete(delete -> delete.objects(keys.stream()
                        .map(key -> ObjectIdentifier.builder().key(key).build())
                        .toList()));
        if (bucket.settings().contentMd5()) {
            request.overrideConfiguration(override -> override.addPlugin(LegacyMd5Plugin.create()));
        }
        return request.build();
    }

    private IOException failed(List<S3Error> errors, int asked) {
        S3Error first = errors.get(0);
        int status = "AccessDenied".equals(first.code()) ? 403 : 200;
        String advice = bucket.failures()
                .advice(S3Action.DELETE, first.code(), status)
                .map(text -> ": " + text)
                .orElse("");
        return new IOException("cannot delete " + errors.size() + " of " + asked + " objects in " + bucket.url()
                + ", the first is " + first.key() + advice + " (" + first.code() + ", " + first.message() + ")");
    }
}
