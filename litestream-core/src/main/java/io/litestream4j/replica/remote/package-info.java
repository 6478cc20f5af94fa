/**
 * Replicas on servers that keep files in directories and promise little: what SFTP and WebDAV have in common.
 *
 * <h2>Giving a name exactly once</h2>
 *
 * <p>Neither protocol has a rename that refuses to replace a file and is atomic. Servers look whether the target exists and
 * then rename: of eight clients that move to one name at the same time with {@code Overwrite: F}, two or more succeeded in 58
 * of 200 rounds on Apache httpd 2.4 and in 8 of 200 on nginx 1.22. What is atomic everywhere is making a directory. So
 *
 * <ol>
 *   <li>a directory {@code <name>.claim} beside the file is the right to give the name, and whoever made it has it;
 *   <li>the file is written into that directory, under a name that is used once, and moved from there;
 *   <li>the directory is deleted.
 * </ol>
 *
 * <p>A holder that stands still for too long is taken for dead, and its claim is renamed away. Should it go on later, it finds
 * neither its directory nor what it has written there, so its move fails: taking a claim away is safe, only waiting before
 * that is polite.
 *
 * <p>A server that can make hard links needs no claim for a new file: a link never replaces a file.
 */
@NullMarked
package io.litestream4j.replica.remote;

import org.jspecify.annotations.NullMarked;
