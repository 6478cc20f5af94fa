/**
 * Replicas on SFTP servers, with Litestream's names: {@code <path>/ltx/<level>/<name>}.
 *
 * <p>A new file gets its name by a hard link ({@code hardlink@openssh.com}), which never replaces a file, whoever else tries at
 * the same time. The protocol's own rename is no match: OpenSSH makes it of a link too, but falls back to looking first and
 * renaming then; other servers always do that. Where there are no links, claims take their place.
 *
 * <p>Version 3 of the protocol is used, which every server has. It keeps times in whole seconds.
 */
@NullMarked
package io.litestream4j.replica.sftp;

import org.jspecify.annotations.NullMarked;
