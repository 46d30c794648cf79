/**
 * Auto-configuration of the streams and templates: definitions from properties, factories, life cycle, named streams.
 * Contains neither credentials and connection details, which are in the parent package, nor channels. Only optional
 * parts (health, metrics, actuator) may depend on it.
 */
@NullMarked
package io.github.zerobus.autoconfigure.stream;

import org.jspecify.annotations.NullMarked;
