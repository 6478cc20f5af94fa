package io.litestream4j.replica.azure;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.ParallelTransferOptions;
import com.azure.storage.blob.options.BlobParallelUploadOptions;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import io.litestream4j.replica.UploadSource;
import io.litestream4j.replica.UploadStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Map;

/**
 * Sends bytes to a blob, on conditions. What fits into one part goes in one request; else parts are staged side by side, and
 * the condition holds for the request that makes a blob of them: until then nobody sees anything. Memory in use is about
 * part size × (concurrency + 1).
 */
final class AzureUpload {

    private final AzureTransfer transfer;

    AzureUpload(AzureTransfer transfer) {
        this.transfer = transfer;
    }

    /** Returns the condition that there is no such blob yet. */
    static BlobRequestConditions absent() {
        return new BlobRequestConditions().setIfNoneMatch("*");
    }

    void send(BlobClient blob, UploadSource source, Map<String, String> metadata) throws IOException {
        try (UploadStream in = UploadStream.open(source)) {
            try {
                byte[] first = in.readNBytes(transfer.partSize());
                if (first.length < transfer.partSize()) {
                    send(blob, first, absent(), metadata);
                } else {
                    InputStream all = new SequenceInputStream(new ByteArrayInputStream(first), in);
                    sendInParts(blob, all, source.size(), metadata);
                }
            } catch (RuntimeException e) {
                in.requireSound();
                throw e;
            }
        }
    }

    /** Sends a small content and returns its ETag. */
    String send(BlobClient blob, byte[] content, BlobRequestConditions conditions, Map<String, String> metadata) {
        BlockBlobSimpleUploadOptions options = new BlockBlobSimpleUploadOptions(BinaryData.fromBytes(content))
                .setHeaders(headers())
                .setMetadata(metadata)
                .setTier(transfer.tier())
                .setRequestConditions(conditions);
        return blob.getBlockBlobClient()
                .uploadWithResponse(options, null, Context.NONE)
                .getValue()
                .getETag();
    }

    private void sendInParts(BlobClient blob, InputStream in, long size, Map<String, String> metadata) {
        long partSize = transfer.partSize(size);
        BlobParallelUploadOptions options = new BlobParallelUploadOptions(in)
                .setParallelTransferOptions(new ParallelTransferOptions()
                        .setBlockSizeLong(partSize)
                        .setMaxSingleUploadSizeLong(partSize)
                        .setMaxConcurrency(transfer.concurrency()))
                .setHeaders(headers())
                .setMetadata(metadata)
                .setTier(transfer.tier())
                .setRequestConditions(absent());
        blob.uploadWithResponse(options, null, Context.NONE);
    }

    private static BlobHttpHeaders headers() {
        return new BlobHttpHeaders().setContentType("application/octet-stream");
    }
}
