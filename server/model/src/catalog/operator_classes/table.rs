//! Every operator class that Prisma knows by name, in the order in which they are offered. BRIN has a family of three
//! for most types: Bloom filter, one range, several ranges.

use crate::catalog::index_types::IndexType;
use crate::catalog::operator_classes::{Operands, OperatorClass};
use crate::catalog::scalars::ScalarType::{self, BigInt, Bytes, DateTime, Decimal, Float, Int, Json};

pub(super) static CLASSES: &[OperatorClass] = &[
    class(IndexType::Gist, "InetOps", ScalarType::String, &["Inet"], "inet_ops"),
    class(IndexType::SpGist, "InetOps", ScalarType::String, &["Inet"], "inet_ops"),
    class(IndexType::Gin, "JsonbOps", Json, &["", "JsonB"], "jsonb_ops"),
    class(IndexType::Gin, "JsonbPathOps", Json, &["", "JsonB"], "jsonb_path_ops"),
    OperatorClass {
        name: "ArrayOps",
        index_type: IndexType::Gin,
        operands: Operands::Lists,
        sql: "array_ops",
    },
    class(IndexType::SpGist, "TextOps", ScalarType::String, &["", "VarChar", "Char", "Text"], "text_ops"),
    brin("BitMinMaxOps", ScalarType::String, &["Bit"], "bit_minmax_ops"),
    brin("VarBitMinMaxOps", ScalarType::String, &["VarBit"], "varbit_minmax_ops"),
    brin("BpcharBloomOps", ScalarType::String, &["Char"], "bpchar_bloom_ops"),
    brin("BpcharMinMaxOps", ScalarType::String, &["Char"], "bpchar_minmax_ops"),
    brin("ByteaBloomOps", Bytes, &["", "ByteA"], "bytea_bloom_ops"),
    brin("ByteaMinMaxOps", Bytes, &["", "ByteA"], "bytea_minmax_ops"),
    brin("DateBloomOps", DateTime, &["Date"], "date_bloom_ops"),
    brin("DateMinMaxOps", DateTime, &["Date"], "date_minmax_ops"),
    brin("DateMinMaxMultiOps", DateTime, &["Date"], "date_minmax_multi_ops"),
    brin("Float4BloomOps", Float, &["Real"], "float4_bloom_ops"),
    brin("Float4MinMaxOps", Float, &["Real"], "float4_minmax_ops"),
    brin("Float4MinMaxMultiOps", Float, &["Real"], "float4_minmax_multi_ops"),
    brin("Float8BloomOps", Float, &["", "DoublePrecision"], "float8_bloom_ops"),
    brin("Float8MinMaxOps", Float, &["", "DoublePrecision"], "float8_minmax_ops"),
    brin("Float8MinMaxMultiOps", Float, &["", "DoublePrecision"], "float8_minmax_multi_ops"),
    brin("InetInclusionOps", ScalarType::String, &["Inet"], "inet_inclusion_ops"),
    brin("InetBloomOps", ScalarType::String, &["Inet"], "inet_bloom_ops"),
    brin("InetMinMaxOps", ScalarType::String, &["Inet"], "inet_minmax_ops"),
    brin("InetMinMaxMultiOps", ScalarType::String, &["Inet"], "inet_minmax_multi_ops"),
    brin("Int2BloomOps", Int, &["SmallInt"], "int2_bloom_ops"),
    brin("Int2MinMaxOps", Int, &["SmallInt"], "int2_minmax_ops"),
    brin("Int2MinMaxMultiOps", Int, &["SmallInt"], "int2_minmax_multi_ops"),
    brin("Int4BloomOps", Int, &["", "Integer"], "int4_bloom_ops"),
    brin("Int4MinMaxOps", Int, &["", "Integer"], "int4_minmax_ops"),
    brin("Int4MinMaxMultiOps", Int, &["", "Integer"], "int4_minmax_multi_ops"),
    brin("Int8BloomOps", BigInt, &["", "BigInt"], "int8_bloom_ops"),
    brin("Int8MinMaxOps", BigInt, &["", "BigInt"], "int8_minmax_ops"),
    brin("Int8MinMaxMultiOps", BigInt, &["", "BigInt"], "int8_minmax_multi_ops"),
    brin("NumericBloomOps", Decimal, &["", "Decimal"], "numeric_bloom_ops"),
    brin("NumericMinMaxOps", Decimal, &["", "Decimal"], "numeric_minmax_ops"),
    brin("NumericMinMaxMultiOps", Decimal, &["", "Decimal"], "numeric_minmax_multi_ops"),
    brin("OidBloomOps", Int, &["Oid"], "oid_bloom_ops"),
    brin("OidMinMaxOps", Int, &["Oid"], "oid_minmax_ops"),
    brin("OidMinMaxMultiOps", Int, &["Oid"], "oid_minmax_multi_ops"),
    brin("TextBloomOps", ScalarType::String, &["", "VarChar", "Text"], "text_bloom_ops"),
    brin("TextMinMaxOps", ScalarType::String, &["", "VarChar", "Text"], "text_minmax_ops"),
    brin("TimestampBloomOps", DateTime, &["", "Timestamp"], "timestamp_bloom_ops"),
    brin("TimestampMinMaxOps", DateTime, &["", "Timestamp"], "timestamp_minmax_ops"),
    brin("TimestampMinMaxMultiOps", DateTime, &["", "Timestamp"], "timestamp_minmax_multi_ops"),
    brin("TimestampTzBloomOps", DateTime, &["Timestamptz"], "timestamptz_bloom_ops"),
    brin("TimestampTzMinMaxOps", DateTime, &["Timestamptz"], "timestamptz_minmax_ops"),
    brin("TimestampTzMinMaxMultiOps", DateTime, &["Timestamptz"], "timestamptz_minmax_multi_ops"),
    brin("TimeBloomOps", DateTime, &["Time"], "time_bloom_ops"),
    brin("TimeMinMaxOps", DateTime, &["Time"], "time_minmax_ops"),
    brin("TimeMinMaxMultiOps", DateTime, &["Time"], "time_minmax_multi_ops"),
    brin("TimeTzBloomOps", DateTime, &["Timetz"], "timetz_bloom_ops"),
    brin("TimeTzMinMaxOps", DateTime, &["Timetz"], "timetz_minmax_ops"),
    brin("TimeTzMinMaxMultiOps", DateTime, &["Timetz"], "timetz_minmax_multi_ops"),
    brin("UuidBloomOps", ScalarType::String, &["Uuid"], "uuid_bloom_ops"),
    brin("UuidMinMaxOps", ScalarType::String, &["Uuid"], "uuid_minmax_ops"),
    brin("UuidMinMaxMultiOps", ScalarType::String, &["Uuid"], "uuid_minmax_multi_ops"),
];

const fn brin(
    name: &'static str,
    scalar: ScalarType,
    natives: &'static [&'static str],
    sql: &'static str,
) -> OperatorClass {
    class(IndexType::Brin, name, scalar, natives, sql)
}

const fn class(
    index_type: IndexType,
    name: &'static str,
    scalar: ScalarType,
    natives: &'static [&'static str],
    sql: &'static str,
) -> OperatorClass {
    OperatorClass { name, index_type, operands: Operands::Types(scalar, natives), sql }
}
