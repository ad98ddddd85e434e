
export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[]

export type Database = {
  
  "public": {
          Tables: {
            "document_reviews": {
                  Row: {
                    "changes": NonNullable<Json>,"job_id": string,"owner": string,"updated_at": string,"version": number
                  }
                  ComputedFields: never
                  Insert: {
                    "changes": NonNullable<Json>,"job_id": string,"owner": string,"updated_at"?: string,"version"?: number
                  }
                  Update: {
                    "changes"?: NonNullable<Json>,"job_id"?: string,"owner"?: string,"updated_at"?: string,"version"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "document_reviews_job_id_fkey"
      columns: ["job_id"]
isOneToOne: true
      referencedRelation: "jobs"
      referencedColumns: ["id"]
    }
                  ]
                },"job_events": {
                  Row: {
                    "at": string,"data": Json | null,"id": number,"job_id": string,"message": string,"type": string
                  }
                  ComputedFields: never
                  Insert: {
                    "at"?: string,"data"?: Json | null,"id"?: never,"job_id": string,"message": string,"type": string
                  }
                  Update: {
                    "at"?: string,"data"?: Json | null,"id"?: never,"job_id"?: string,"message"?: string,"type"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "job_events_job_id_fkey"
      columns: ["job_id"]
isOneToOne: false
      referencedRelation: "jobs"
      referencedColumns: ["id"]
    }
                  ]
                },"job_files": {
                  Row: {
                    "bucket": string,"bytes": number,"checksum": string | null,"created_at": string,"error": Json | null,"id": string,"job_id": string,"media_type": string,"name": string,"ordinal": number,"path": string,"role": string,"status": string
                  }
                  ComputedFields: never
                  Insert: {
                    "bucket": string,"bytes": number,"checksum"?: string | null,"created_at"?: string,"error"?: Json | null,"id"?: string,"job_id": string,"media_type": string,"name": string,"ordinal"?: number,"path": string,"role": string,"status"?: string
                  }
                  Update: {
                    "bucket"?: string,"bytes"?: number,"checksum"?: string | null,"created_at"?: string,"error"?: Json | null,"id"?: string,"job_id"?: string,"media_type"?: string,"name"?: string,"ordinal"?: number,"path"?: string,"role"?: string,"status"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "job_files_job_id_fkey"
      columns: ["job_id"]
isOneToOne: false
      referencedRelation: "jobs"
      referencedColumns: ["id"]
    }
                  ]
                },"jobs": {
                  Row: {
                    "attempt": number,"batch_id": string | null,"completed_at": string | null,"created_at": string,"error": Json | null,"expires_at": string | null,"id": string,"idempotency_key": string | null,"kind": string,"max_attempts": number,"message": string | null,"notify": Json | null,"options": NonNullable<Json>,"owner": string,"priority": number,"processed_files": number,"progress": number,"result": Json | null,"stage": string | null,"started_at": string | null,"status": string,"title": string,"total_files": number,"updated_at": string,"version": number
                  }
                  ComputedFields: never
                  Insert: {
                    "attempt"?: number,"batch_id"?: string | null,"completed_at"?: string | null,"created_at"?: string,"error"?: Json | null,"expires_at"?: string | null,"id"?: string,"idempotency_key"?: string | null,"kind": string,"max_attempts"?: number,"message"?: string | null,"notify"?: Json | null,"options"?: NonNullable<Json>,"owner": string,"priority"?: number,"processed_files"?: number,"progress"?: number,"result"?: Json | null,"stage"?: string | null,"started_at"?: string | null,"status"?: string,"title": string,"total_files"?: number,"updated_at"?: string,"version"?: number
                  }
                  Update: {
                    "attempt"?: number,"batch_id"?: string | null,"completed_at"?: string | null,"created_at"?: string,"error"?: Json | null,"expires_at"?: string | null,"id"?: string,"idempotency_key"?: string | null,"kind"?: string,"max_attempts"?: number,"message"?: string | null,"notify"?: Json | null,"options"?: NonNullable<Json>,"owner"?: string,"priority"?: number,"processed_files"?: number,"progress"?: number,"result"?: Json | null,"stage"?: string | null,"started_at"?: string | null,"status"?: string,"title"?: string,"total_files"?: number,"updated_at"?: string,"version"?: number
                  }
                  Relationships: [
                    
                  ]
                },"questions": {
                  Row: {
                    "boxes": NonNullable<Json>,"changed_by": string | null,"confidence": number | null,"created_at": string,"crop_path": string | null,"edited_by_person": boolean,"extracted": Json | null,"id": string,"job_id": string,"marks": number | null,"number": string,"options": NonNullable<Json>,"owner": string,"pages": (number)[],"parts": NonNullable<Json>,"position": number,"proposed": Json | null,"section": string | null,"status": string,"stem": string | null,"tags": NonNullable<Json>,"text": string,"updated_at": string,"version": number
                  }
                  ComputedFields: never
                  Insert: {
                    "boxes"?: NonNullable<Json>,"changed_by"?: string | null,"confidence"?: number | null,"created_at"?: string,"crop_path"?: string | null,"edited_by_person"?: boolean,"extracted"?: Json | null,"id"?: string,"job_id": string,"marks"?: number | null,"number": string,"options"?: NonNullable<Json>,"owner": string,"pages"?: (number)[],"parts"?: NonNullable<Json>,"position": number,"proposed"?: Json | null,"section"?: string | null,"status"?: string,"stem"?: string | null,"tags"?: NonNullable<Json>,"text"?: string,"updated_at"?: string,"version"?: number
                  }
                  Update: {
                    "boxes"?: NonNullable<Json>,"changed_by"?: string | null,"confidence"?: number | null,"created_at"?: string,"crop_path"?: string | null,"edited_by_person"?: boolean,"extracted"?: Json | null,"id"?: string,"job_id"?: string,"marks"?: number | null,"number"?: string,"options"?: NonNullable<Json>,"owner"?: string,"pages"?: (number)[],"parts"?: NonNullable<Json>,"position"?: number,"proposed"?: Json | null,"section"?: string | null,"status"?: string,"stem"?: string | null,"tags"?: NonNullable<Json>,"text"?: string,"updated_at"?: string,"version"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "questions_job_id_fkey"
      columns: ["job_id"]
isOneToOne: false
      referencedRelation: "jobs"
      referencedColumns: ["id"]
    }
                  ]
                }
          }
          Views: {
            [_ in never]: never
          }
          Functions: {
            "approve_questions":
{ Args: { "p_approved"?: boolean,"p_job_id": string,"p_versions"?: Json }; Returns: {
              "boxes": NonNullable<Json>,
"changed_by": string | null,
"confidence": number | null,
"created_at": string,
"crop_path": string | null,
"edited_by_person": boolean,
"extracted": Json | null,
"id": string,
"job_id": string,
"marks": number | null,
"number": string,
"options": NonNullable<Json>,
"owner": string,
"pages": (number)[],
"parts": NonNullable<Json>,
"position": number,
"proposed": Json | null,
"section": string | null,
"status": string,
"stem": string | null,
"tags": NonNullable<Json>,
"text": string,
"updated_at": string,
"version": number
            }[]
                          SetofOptions: {
        from: "*"
        to: "questions"
        isOneToOne: false
        isSetofReturn: true
      } },
"begin_deliveries":
{ Args: { "p_limit"?: number,"p_token": string }; Returns: Json
                           },
"begin_job":
{ Args: { "p_job_id": string,"p_token": string }; Returns: Json
                           },
"begin_purge":
{ Args: { "p_token": string }; Returns: Json
                           },
"can_read_worksheet":
{ Args: { "p_topic": string }; Returns: boolean
                           },
"cancel_job":
{ Args: { "p_job_id": string }; Returns: {
              "attempt": number,
"batch_id": string | null,
"completed_at": string | null,
"created_at": string,
"error": Json | null,
"expires_at": string | null,
"id": string,
"idempotency_key": string | null,
"kind": string,
"max_attempts": number,
"message": string | null,
"notify": Json | null,
"options": NonNullable<Json>,
"owner": string,
"priority": number,
"processed_files": number,
"progress": number,
"result": Json | null,
"stage": string | null,
"started_at": string | null,
"status": string,
"title": string,
"total_files": number,
"updated_at": string,
"version": number
            }
                          SetofOptions: {
        from: "*"
        to: "jobs"
        isOneToOne: true
        isSetofReturn: false
      } },
"check_storage_quota":
{ Args: Record<PropertyKey, never>; Returns: undefined
                           },
"checkpoint_job":
{ Args: { "p_job_id": string,"p_step"?: Json,"p_token": string }; Returns: Json
                           },
"claim_jobs":
{ Args: { "p_kinds": (string)[],"p_limit"?: number }; Returns: Json
                           },
"compact_queue":
{ Args: Record<PropertyKey, never>; Returns: undefined
                           },
"complete_job":
{ Args: { "p_job_id": string,"p_next"?: boolean,"p_result": Json,"p_step"?: Json,"p_token": string }; Returns: Json
                           },
"complete_jobs":
{ Args: { "p_jobs": Json }; Returns: Json
                           },
"create_job":
{ Args: { "p_batch_id"?: string,"p_files": Json,"p_idempotency_key"?: string,"p_kind": string,"p_notify"?: Json,"p_options"?: Json,"p_priority"?: number,"p_title"?: string }; Returns: {
              "attempt": number,
"batch_id": string | null,
"completed_at": string | null,
"created_at": string,
"error": Json | null,
"expires_at": string | null,
"id": string,
"idempotency_key": string | null,
"kind": string,
"max_attempts": number,
"message": string | null,
"notify": Json | null,
"options": NonNullable<Json>,
"owner": string,
"priority": number,
"processed_files": number,
"progress": number,
"result": Json | null,
"stage": string | null,
"started_at": string | null,
"status": string,
"title": string,
"total_files": number,
"updated_at": string,
"version": number
            }
                          SetofOptions: {
        from: "*"
        to: "jobs"
        isOneToOne: true
        isSetofReturn: false
      } },
"create_job_link":
{ Args: { "p_job_id": string }; Returns: string
                           },
"create_question":
{ Args: { "p_after"?: string,"p_job_id": string,"p_question": Json }; Returns: {
              "boxes": NonNullable<Json>,
"changed_by": string | null,
"confidence": number | null,
"created_at": string,
"crop_path": string | null,
"edited_by_person": boolean,
"extracted": Json | null,
"id": string,
"job_id": string,
"marks": number | null,
"number": string,
"options": NonNullable<Json>,
"owner": string,
"pages": (number)[],
"parts": NonNullable<Json>,
"position": number,
"proposed": Json | null,
"section": string | null,
"status": string,
"stem": string | null,
"tags": NonNullable<Json>,
"text": string,
"updated_at": string,
"version": number
            }
                          SetofOptions: {
        from: "*"
        to: "questions"
        isOneToOne: true
        isSetofReturn: false
      } },
"delete_job":
{ Args: { "p_job_id": string }; Returns: Json
                           },
"delete_question":
{ Args: { "p_id": string,"p_version"?: number }; Returns: undefined
                           },
"end_delivery":
{ Args: { "p_error"?: string,"p_id": number,"p_lease": string,"p_permanent"?: boolean }; Returns: undefined
                           },
"end_purge":
{ Args: { "p_ids": (number)[] }; Returns: undefined
                           },
"extract_again":
{ Args: { "p_job_id": string,"p_options"?: Json }; Returns: {
              "attempt": number,
"batch_id": string | null,
"completed_at": string | null,
"created_at": string,
"error": Json | null,
"expires_at": string | null,
"id": string,
"idempotency_key": string | null,
"kind": string,
"max_attempts": number,
"message": string | null,
"notify": Json | null,
"options": NonNullable<Json>,
"owner": string,
"priority": number,
"processed_files": number,
"progress": number,
"result": Json | null,
"stage": string | null,
"started_at": string | null,
"status": string,
"title": string,
"total_files": number,
"updated_at": string,
"version": number
            }
                          SetofOptions: {
        from: "*"
        to: "jobs"
        isOneToOne: true
        isSetofReturn: false
      } },
"fail_job":
{ Args: { "p_error": Json,"p_job_id": string,"p_step"?: Json,"p_token": string,"p_transient": boolean }; Returns: Json
                           },
"hand_on_job":
{ Args: { "p_job_id": string,"p_step"?: Json,"p_token": string }; Returns: Json
                           },
"has_storage_room":
{ Args: Record<PropertyKey, never>; Returns: boolean
                           },
"is_admin":
{ Args: Record<PropertyKey, never>; Returns: boolean
                           },
"is_open_link":
{ Args: { "p_topic": string }; Returns: boolean
                           },
"kind_limits":
{ Args: Record<PropertyKey, never>; Returns: unknown[]
                          SetofOptions: {
        from: "*"
        to: "kinds"
        isOneToOne: false
        isSetofReturn: true
      } },
"mail_health":
{ Args: Record<PropertyKey, never>; Returns: Json
                           },
"merge_questions":
{ Args: { "p_changes"?: Json,"p_questions": Json }; Returns: {
              "boxes": NonNullable<Json>,
"changed_by": string | null,
"confidence": number | null,
"created_at": string,
"crop_path": string | null,
"edited_by_person": boolean,
"extracted": Json | null,
"id": string,
"job_id": string,
"marks": number | null,
"number": string,
"options": NonNullable<Json>,
"owner": string,
"pages": (number)[],
"parts": NonNullable<Json>,
"position": number,
"proposed": Json | null,
"section": string | null,
"status": string,
"stem": string | null,
"tags": NonNullable<Json>,
"text": string,
"updated_at": string,
"version": number
            }
                          SetofOptions: {
        from: "*"
        to: "questions"
        isOneToOne: true
        isSetofReturn: false
      } },
"move_question":
{ Args: { "p_after"?: string,"p_id": string,"p_version": number }; Returns: {
              "boxes": NonNullable<Json>,
"changed_by": string | null,
"confidence": number | null,
"created_at": string,
"crop_path": string | null,
"edited_by_person": boolean,
"extracted": Json | null,
"id": string,
"job_id": string,
"marks": number | null,
"number": string,
"options": NonNullable<Json>,
"owner": string,
"pages": (number)[],
"parts": NonNullable<Json>,
"position": number,
"proposed": Json | null,
"section": string | null,
"status": string,
"stem": string | null,
"tags": NonNullable<Json>,
"text": string,
"updated_at": string,
"version": number
            }
                          SetofOptions: {
        from: "*"
        to: "questions"
        isOneToOne: true
        isSetofReturn: false
      } },
"open_job_link":
{ Args: { "p_job_id": string,"p_token": string }; Returns: Json
                           },
"publish_questions":
{ Args: { "p_job_id": string,"p_questions": Json,"p_token": string }; Returns: Json
                           },
"queue_health":
{ Args: Record<PropertyKey, never>; Returns: Json
                           },
"renumber_questions":
{ Args: { "p_by_section"?: boolean,"p_first"?: number,"p_job_id": string }; Returns: {
              "boxes": NonNullable<Json>,
"changed_by": string | null,
"confidence": number | null,
"created_at": string,
"crop_path": string | null,
"edited_by_person": boolean,
"extracted": Json | null,
"id": string,
"job_id": string,
"marks": number | null,
"number": string,
"options": NonNullable<Json>,
"owner": string,
"pages": (number)[],
"parts": NonNullable<Json>,
"position": number,
"proposed": Json | null,
"section": string | null,
"status": string,
"stem": string | null,
"tags": NonNullable<Json>,
"text": string,
"updated_at": string,
"version": number
            }[]
                          SetofOptions: {
        from: "*"
        to: "questions"
        isOneToOne: false
        isSetofReturn: true
      } },
"retry_job":
{ Args: { "p_job_id": string }; Returns: {
              "attempt": number,
"batch_id": string | null,
"completed_at": string | null,
"created_at": string,
"error": Json | null,
"expires_at": string | null,
"id": string,
"idempotency_key": string | null,
"kind": string,
"max_attempts": number,
"message": string | null,
"notify": Json | null,
"options": NonNullable<Json>,
"owner": string,
"priority": number,
"processed_files": number,
"progress": number,
"result": Json | null,
"stage": string | null,
"started_at": string | null,
"status": string,
"title": string,
"total_files": number,
"updated_at": string,
"version": number
            }
                          SetofOptions: {
        from: "*"
        to: "jobs"
        isOneToOne: true
        isSetofReturn: false
      } },
"revoke_job_links":
{ Args: { "p_job_id": string }; Returns: number
                           },
"save_document_review":
{ Args: { "p_changes": Json,"p_job_id": string,"p_version": number }; Returns: number
                           },
"set_kind_limits":
{ Args: { "p_kind": string,"p_limits": Json }; Returns: undefined
                           },
"set_storage_quotas":
{ Args: { "p_account_bytes"?: number,"p_guest_bytes"?: number }; Returns: undefined
                           },
"settle_proposal":
{ Args: { "p_id": string,"p_take": boolean,"p_version": number }; Returns: {
              "boxes": NonNullable<Json>,
"changed_by": string | null,
"confidence": number | null,
"created_at": string,
"crop_path": string | null,
"edited_by_person": boolean,
"extracted": Json | null,
"id": string,
"job_id": string,
"marks": number | null,
"number": string,
"options": NonNullable<Json>,
"owner": string,
"pages": (number)[],
"parts": NonNullable<Json>,
"position": number,
"proposed": Json | null,
"section": string | null,
"status": string,
"stem": string | null,
"tags": NonNullable<Json>,
"text": string,
"updated_at": string,
"version": number
            }
                          SetofOptions: {
        from: "*"
        to: "questions"
        isOneToOne: true
        isSetofReturn: false
      } },
"split_question":
{ Args: { "p_id": string,"p_pieces": Json,"p_version": number }; Returns: {
              "boxes": NonNullable<Json>,
"changed_by": string | null,
"confidence": number | null,
"created_at": string,
"crop_path": string | null,
"edited_by_person": boolean,
"extracted": Json | null,
"id": string,
"job_id": string,
"marks": number | null,
"number": string,
"options": NonNullable<Json>,
"owner": string,
"pages": (number)[],
"parts": NonNullable<Json>,
"position": number,
"proposed": Json | null,
"section": string | null,
"status": string,
"stem": string | null,
"tags": NonNullable<Json>,
"text": string,
"updated_at": string,
"version": number
            }[]
                          SetofOptions: {
        from: "*"
        to: "questions"
        isOneToOne: false
        isSetofReturn: true
      } },
"update_question":
{ Args: { "p_changes": Json,"p_id": string,"p_version": number }; Returns: {
              "boxes": NonNullable<Json>,
"changed_by": string | null,
"confidence": number | null,
"created_at": string,
"crop_path": string | null,
"edited_by_person": boolean,
"extracted": Json | null,
"id": string,
"job_id": string,
"marks": number | null,
"number": string,
"options": NonNullable<Json>,
"owner": string,
"pages": (number)[],
"parts": NonNullable<Json>,
"position": number,
"proposed": Json | null,
"section": string | null,
"status": string,
"stem": string | null,
"tags": NonNullable<Json>,
"text": string,
"updated_at": string,
"version": number
            }
                          SetofOptions: {
        from: "*"
        to: "questions"
        isOneToOne: true
        isSetofReturn: false
      } },
"update_questions":
{ Args: { "p_changes": Json }; Returns: {
              "boxes": NonNullable<Json>,
"changed_by": string | null,
"confidence": number | null,
"created_at": string,
"crop_path": string | null,
"edited_by_person": boolean,
"extracted": Json | null,
"id": string,
"job_id": string,
"marks": number | null,
"number": string,
"options": NonNullable<Json>,
"owner": string,
"pages": (number)[],
"parts": NonNullable<Json>,
"position": number,
"proposed": Json | null,
"section": string | null,
"status": string,
"stem": string | null,
"tags": NonNullable<Json>,
"text": string,
"updated_at": string,
"version": number
            }[]
                          SetofOptions: {
        from: "*"
        to: "questions"
        isOneToOne: false
        isSetofReturn: true
      } }
          }
          Enums: {
            [_ in never]: never
          }
          CompositeTypes: {
            [_ in never]: never
          }
        }
}

type DatabaseWithoutInternals = Omit<Database, '__InternalSupabase'>

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, "public">]

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])[TableName] extends {
      Row: infer R
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
  ? (DefaultSchema["Tables"] & DefaultSchema["Views"])[DefaultSchemaTableNameOrOptions] extends {
      Row: infer R
    }
    ? R
    : never
  : never

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Insert: infer I
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
  ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
      Insert: infer I
    }
    ? I
    : never
  : never

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Update: infer U
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
  ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
      Update: infer U
    }
    ? U
    : never
  : never

export type Enums<
  DefaultSchemaEnumNameOrOptions extends
    | keyof DefaultSchema["Enums"]
    | { schema: keyof DatabaseWithoutInternals },
  EnumName extends DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"]
    : never = never
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema["Enums"]
  ? DefaultSchema["Enums"][DefaultSchemaEnumNameOrOptions]
  : never

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema["CompositeTypes"]
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"]
    : never = never
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema["CompositeTypes"]
  ? DefaultSchema["CompositeTypes"][PublicCompositeTypeNameOrOptions]
  : never

export const Constants = {
  "public": {
          Enums: {
            
          }
        }
} as const
