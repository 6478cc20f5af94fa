package io.litestream4j.replica.gcs;

import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.HttpStorageOptions;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageBatch;
import com.google.cloud.storage.StorageBatchResult;
import java.util.ArrayList;
import java.util.List;

/** Deletes objects, in batches where the client can; the library makes a request of each hundred. */
final class GcsDeletion {

    private GcsDeletion() {}

    static void delete(Storage storage, List<BlobId> ids) {
        if (storage.getOptions() instanceof HttpStorageOptions) {
            deleteInBatch(storage.batch(), ids);
        } else {
            ids.forEach(storage::delete);
        }
    }

    /** By hand, because the library's own deletion of a list takes a refusal for a missing object. */
    private static void deleteInBatch(StorageBatch batch, List<BlobId> ids) {
        List<StorageBatchResult<Boolean>> results = new ArrayList<>();
        ids.forEach(id -> results.add(batch.delete(id)));
        batch.submit();
        results.forEach(StorageBatchResult::get);
    }
}
