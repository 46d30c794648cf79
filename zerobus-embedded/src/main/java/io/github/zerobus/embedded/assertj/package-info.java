/** AssertJ's view of what an embedded server made durable; needs AssertJ on the class path. */
@NullMarked
package io.github.zerobus.embedded.assertj;

import org.jspecify.annotations.NullMarked;
