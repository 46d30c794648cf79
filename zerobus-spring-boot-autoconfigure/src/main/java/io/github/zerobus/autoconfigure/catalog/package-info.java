/** Tables as the catalog of the workspace describes them: whether records fit, and the messages derived from them. */
@NullMarked
package io.github.zerobus.autoconfigure.catalog;

import org.jspecify.annotations.NullMarked;
