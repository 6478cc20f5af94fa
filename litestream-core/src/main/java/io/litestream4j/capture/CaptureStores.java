package io.litestream4j.capture;

import io.litestream4j.staging.IdentityFile;
import io.litestream4j.staging.SealFile;
import io.litestream4j.staging.StagedFile;
import io.litestream4j.staging.StagingDirectory;
import java.util.function.Consumer;

/**
 * Where captures go.
 *
 * @param staging level 0
 * @param seals the last seal
 * @param identity which file was captured last
 * @param staged is told of each new file of level 0
 */
record CaptureStores(StagingDirectory staging, SealFile seals, IdentityFile identity, Consumer<StagedFile> staged) {}
