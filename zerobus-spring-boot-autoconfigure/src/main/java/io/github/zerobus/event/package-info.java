/** What streams tell the application: by listener, and by application events for changes of their life cycle. */
@org.jspecify.annotations.NullMarked
package io.github.zerobus.event;
