/** The template: what an application injects to ingest records. */
@NullMarked
package io.github.zerobus.template;

import org.jspecify.annotations.NullMarked;
