/**
 * The LTX file format, as Litestream 0.5 writes and reads it.
 *
 * <h2>Layout</h2>
 *
 * <p>Numbers are big-endian. Varints are unsigned, 7 bits per byte, lowest group first.
 *
 * <pre>
 * header         100 bytes  {@link io.litestream4j.ltx.LtxHeader}
 * page frames               one per page, in ascending order of page numbers
 * end marker       6 bytes  zero: a page header of page 0
 * page index                per page 3 varints: page number, offset of its frame, size of its frame; then a 0 byte
 * index length     8 bytes  size of the page index with its 0 byte
 * trailer         16 bytes  {@link io.litestream4j.ltx.LtxTrailer}
 * </pre>
 *
 * <p>Header:
 *
 * <pre>
 *  0  4  magic, LTX1
 *  4  4  flags: 2 = checksums of the database are not tracked
 *  8  4  page size, a power of two from 512 to 65536
 * 12  4  commit: size of the database in pages after the file is applied
 * 16  8  first TXID; 1 makes the file a snapshot
 * 24  8  last TXID
 * 32  8  timestamp, ms since the epoch
 * 40  8  pre-apply checksum
 * 48  8  offset in the WAL
 * 56  8  size in the WAL
 * 64  4  salt-1 of the WAL
 * 68  4  salt-2 of the WAL
 * 72  8  node id
 * 80 20  reserved, 0
 * </pre>
 *
 * <p>Page frame:
 *
 * <pre>
 *  0  4  page number
 *  4  2  flags: 1 = a length and an LZ4 block follow; 0 = an LZ4 frame follows
 *  6  4  length of the LZ4 block        only with flag 1
 * 10     raw LZ4 block of one page      only with flag 1
 *  6     LZ4 frame of one page          only without flags
 * </pre>
 *
 * <p>Blocks are written since Litestream 0.5.16; older versions refuse them. Frames were written before, and have no
 * stored length: descriptor {@code 04224d18 64 40 a7} (independent blocks, content checksum), blocks, end mark, xxHash32
 * of the page. A file may hold both.
 *
 * <p>Trailer:
 *
 * <pre>
 *  0  8  post-apply checksum
 *  8  8  file checksum
 * </pre>
 *
 * <h2>Checksums</h2>
 *
 * <p>All are {@linkplain io.litestream4j.ltx.Crc64 CRC-64/ISO} with bit 63 set.
 *
 * <ul>
 *   <li>The file checksum covers, in this order: the header; per page its header, the length of its block, if there is
 *       one, and the <em>uncompressed</em> page; the end marker; the page index; the index length; the post-apply
 *       checksum. It does not cover the compressed bytes.
 *   <li>The checksum of a page covers its number, as 4 bytes, and its content.
 *   <li>The checksum of a database is the XOR of those of its pages without the lock page, with bit 63 set. Pre-apply
 *       and post-apply checksums are those of the database before and after. Litestream writes neither, and cannot
 *       restore files that have them: this package reads both kinds and writes them never.
 * </ul>
 *
 * <h2>Rules</h2>
 *
 * <p>A reader rejects, with a {@link io.litestream4j.io.CorruptDataException} that says which:
 *
 * <ul>
 *   <li>data that end early, or go on behind the trailer;
 *   <li>header: another magic or flag; another page size; a TXID of 0; a first TXID above the last; a negative WAL
 *       offset or size; salts or a size without an offset; a pre-apply checksum where none belongs, or none where one
 *       does;
 *   <li>page: unknown flags; a length of 0 or above what LZ4 can need; content of another size than a page; numbers out
 *       of order, above commit, or that of the lock page; in a snapshot, gaps and a missing end;
 *   <li>a page index, or an index length, that differs from the pages, even when the file checksum is right;
 *   <li>trailer: a file checksum that differs or lacks bit 63; a post-apply checksum where none belongs, or none where
 *       one does; in a snapshot, one that differs from the pages.
 * </ul>
 *
 * <p>A database of 2<sup>31</sup> pages or more (8 TiB with pages of 4096 bytes) is refused: a limit of this package, not
 * of the format.
 *
 * <p>The lock page, the one at 1 GiB, is counted in commit but never in a file. Whoever writes a file whose commit is above
 * that of the file before it must put <em>every</em> page of the growth into it: the merger takes what it finds, and a
 * database that had shrunk before would get back old pages.
 */
@NullMarked
package io.litestream4j.ltx;

import org.jspecify.annotations.NullMarked;
