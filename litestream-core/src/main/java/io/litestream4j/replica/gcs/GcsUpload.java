package io.litestream4j.replica.gcs;

import com.google.cloud.WriteChannel;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobTargetOption;
import com.google.cloud.storage.Storage.BlobWriteOption;
import io.litestream4j.replica.UploadStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * Sends bytes to an object that must not exist. What fits into one part goes in one request; else it goes in a resumable
 * upload, part after part, and nobody sees anything before the last. Memory in use is about two parts.
 */
final class GcsUpload {

    private static final int BUFFER_SIZE = 128 << 10;

    private final GcsTransfer transfer;

    GcsUpload(GcsTransfer transfer) {
        this.transfer = transfer;
    }

    /** Returns what describes a new object. LTX files are compressed already, hence no compression on the way. */
    BlobInfo.Builder describe(BlobId id) {
        BlobInfo.Builder info = BlobInfo.newBuilder(id).setContentType("application/octet-stream");
        if (transfer.storageClass() != null) {
            info.setStorageClass(transfer.storageClass());
        }
        return info;
    }

    /**
     * Sends all bytes of a stream.
     *
     * @param size number of these bytes
     */
    void send(Storage storage, BlobId id, UploadStream in, long size, Map<String, String> metadata) throws IOException {
        BlobInfo info = describe(id).setMetadata(metadata).build();
        if (size <= transfer.partSize()) {
            storage.create(
                    info, in.readAllBytes(), BlobTargetOption.doesNotExist(), BlobTargetOption.disableGzipContent());
        } else {
            sendInParts(storage, info, in);
        }
    }

    private void sendInParts(Storage storage, BlobInfo info, UploadStream in) throws IOException {
        WriteChannel out = storage.writer(info, BlobWriteOption.doesNotExist(), BlobWriteOption.disableGzipContent());
        out.setChunkSize(transfer.partSize());
        byte[] buffer = new byte[BUFFER_SIZE];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        }
        // Makes an object of what was sent: not to be done after a failure.
        out.close();
    }
}
