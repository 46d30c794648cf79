/**
 * Template that an application injects to ingest records. It converts and delegates; it has no life cycle and does not
 * depend on the auto-configuration.
 */
@NullMarked
package io.github.zerobus.template;

import org.jspecify.annotations.NullMarked;
