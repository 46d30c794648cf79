/**
 * Notifications of the application: {@link io.github.zerobus.event.ZerobusListener} beans and application events for
 * changes in the life cycle of a stream. Everything between the engine's listener and the application is here; metrics
 * and the actuator use the engine's listener directly.
 */
@NullMarked
package io.github.zerobus.event;

import org.jspecify.annotations.NullMarked;
