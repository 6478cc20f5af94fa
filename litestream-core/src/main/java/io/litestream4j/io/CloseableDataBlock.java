package io.litestream4j.io;

import java.io.Closeable;

/** A {@link DataBlock} with a resource behind it. Whoever opened it closes it. */
public interface CloseableDataBlock extends DataBlock, Closeable {}
