/**
 * Replicas in Azure Blob Storage, with Litestream's names: {@code <path>/ltx/<level>/<name>}. The LTX time is the metadata
 * {@code litestreamtimestamp}.
 */
@NullMarked
package io.litestream4j.replica.azure;

import org.jspecify.annotations.NullMarked;
