package io.github.zerobus.languages

import java.math.BigDecimal
import java.time.Instant

@JvmInline value class DeviceId(val value: String)

@JvmInline value class Celsius(val degrees: Double)

data class Plain(
    val device: String,
    val celsius: Double?,
    val at: Instant,
    val isActive: Boolean,
    val tags: Map<String, String>,
    val history: List<Int>,
)

data class WithValueClasses(val device: DeviceId, val celsius: Celsius, val other: DeviceId?, val all: List<DeviceId>)

data class WithUnsigned(
    val bytesIn: ULong,
    val port: UShort,
    val level: UByte,
    val seq: UInt,
    val optional: UInt?,
    val list: List<UInt>,
)

data class WithInternal(internal val score: Int, val id: String)

data class WithJvmField(@JvmField val code: Int, val id: String)

data class Delegated(val id: String) {
    val upper: String by lazy { id.uppercase() }
}

class LateInit {
    lateinit var device: String
    var count: Int = 3
}

data class WithPrivate(val id: String, private val hidden: Int)

data class WithDuration(val took: kotlin.time.Duration, val id: String)

data class WithUnsignedArray(val xs: UIntArray, val id: String)

enum class Level { LOW, HIGH { override fun toString() = "hi" } }

data class WithEnum(val level: Level, val price: BigDecimal?)

object Examples {
    @JvmStatic fun plain() = Plain("d", 1.5, Instant.EPOCH, true, mapOf("a" to "b"), listOf(1, 2))

    @JvmStatic fun valueClasses() = WithValueClasses(DeviceId("d"), Celsius(21.0), null, listOf(DeviceId("e")))

    @JvmStatic fun moreValueClasses() =
        WithValueClasses(DeviceId("d"), Celsius(21.0), DeviceId("f"), listOf(DeviceId("e")))

    @JvmStatic fun unsigned() = WithUnsigned(ULong.MAX_VALUE, 65535u, 200u, 4000000000u, 7u, listOf(4000000000u))

    @JvmStatic fun duration() = WithDuration(kotlin.time.Duration.ZERO, "i")

    @JvmStatic fun unsignedArray() = WithUnsignedArray(uintArrayOf(4000000000u), "i")

    @JvmStatic fun lateInit() = LateInit().apply { device = "d" }
}
