package io.litestream4j.upload;

import io.litestream4j.io.DataBlockInputStream;
import io.litestream4j.replica.UploadSource;
import io.litestream4j.staging.StagedFile;
import io.litestream4j.staging.StagingDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A staged file as the source of an upload.
 *
 * @param staging where the file is
 * @param staged the file
 */
public record StagedSource(StagingDirectory staging, StagedFile staged) implements UploadSource {

    @Override
    public long size() {
        return staged.size();
    }

    @Override
    public InputStream open() throws IOException {
        return new DataBlockInputStream(staging.open(staged.name()), 0, -1);
    }

    @Override
    public Optional<Path> file() {
        return Optional.of(staged.path());
    }
}
