/** What networks, processes and small memories do to a stream: tests over the public interface only. */
@NullMarked
package io.github.zerobus.network;

import org.jspecify.annotations.NullMarked;
